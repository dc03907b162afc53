#include <ntddk.h>

struct Registration {
    PVOID handle = nullptr;
    ~Registration()
    {
        if (handle)
            ObUnRegisterCallbacks(handle);
    }
};
static PVOID g_handle;
static LARGE_INTEGER g_cookie;
static OB_PREOP_CALLBACK_STATUS Pre(PVOID, POB_PRE_OPERATION_INFORMATION)
{
    return OB_PREOP_SUCCESS;
}

static NTSTATUS OnRegistry(PVOID, PVOID, PVOID)
{
    return STATUS_SUCCESS;
}

extern "C" DRIVER_INITIALIZE DriverEntry;
static void Unload(PDRIVER_OBJECT)
{
    CmUnRegisterCallback(g_cookie);
    ObUnRegisterCallbacks(g_handle);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING)
{
    Registration reg;
    OB_OPERATION_REGISTRATION ops[1] = {};
    OB_CALLBACK_REGISTRATION cb = {};
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"321000");
    ops[0].ObjectType = PsProcessType;
    ops[0].Operations = OB_OPERATION_HANDLE_CREATE;
    ops[0].PreOperation = Pre;
    cb.Version = ObGetFilterVersion();
    cb.OperationRegistrationCount = 1;
    cb.Altitude = altitude;
    cb.OperationRegistration = ops;
    NTSTATUS status = ObRegisterCallbacks(&cb, &reg.handle);
    if (!NT_SUCCESS(status))
        return status;
    status = CmRegisterCallbackEx(OnRegistry, &altitude, driver, nullptr, &g_cookie, nullptr);
    if (!NT_SUCCESS(status))
        return status;
    g_handle = reg.handle;
    reg.handle = nullptr;
    driver->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
