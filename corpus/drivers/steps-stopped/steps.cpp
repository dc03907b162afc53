/* Each step that was started is stopped by the table's routine: nothing changes what the table tells to stop it
 * with. */
/* verdict: wdm-release-on-failure de-fail-no-double-release satisfied */
/* verdict: kernel-callbacks-object-callbacks kc-ob-callbacks satisfied */
#include <ntddk.h>

struct Step {
    NTSTATUS (*Start)(PDRIVER_OBJECT DriverObject);
    void (*Stop)();
    bool IsStarted;
};

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static EX_CALLBACK_FUNCTION OnRegistry;

static LARGE_INTEGER Cookie;
static PVOID Objects;

static NTSTATUS OnRegistry(PVOID, PVOID, PVOID)
{
    return STATUS_SUCCESS;
}

static OB_PREOP_CALLBACK_STATUS OnHandle(PVOID, POB_PRE_OPERATION_INFORMATION)
{
    return OB_PREOP_SUCCESS;
}

static NTSTATUS StartRegistry(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"385100.1");

    return CmRegisterCallbackEx(OnRegistry, &altitude, DriverObject, nullptr, &Cookie, nullptr);
}

static void StopRegistry()
{
    CmUnRegisterCallback(Cookie);
}

static NTSTATUS StartObjects(PDRIVER_OBJECT)
{
    OB_OPERATION_REGISTRATION operation = {PsProcessType, OB_OPERATION_HANDLE_CREATE, OnHandle, nullptr};
    OB_CALLBACK_REGISTRATION registration = {OB_FLT_REGISTRATION_VERSION, 1, RTL_CONSTANT_STRING(L"385100.2"), nullptr,
                                             &operation};

    return ObRegisterCallbacks(&registration, &Objects);
}

static void StopObjects()
{
    ObUnRegisterCallbacks(Objects);
}

static Step Steps[] = {{StartRegistry, StopRegistry, false}, {StartObjects, StopObjects, false}};

static void StopAll()
{
    for (int i = ARRAYSIZE(Steps) - 1; i >= 0; i--)
        if (Steps[i].IsStarted) {
            Steps[i].Stop();
            Steps[i].IsStarted = false;
        }
}

static void Unload(PDRIVER_OBJECT)
{
    StopAll();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING)
{
    for (auto &step : Steps) {
        NTSTATUS status = step.Start(DriverObject);

        if (!NT_SUCCESS(status)) {
            StopAll();
            return status;
        }
        step.IsStarted = true;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
