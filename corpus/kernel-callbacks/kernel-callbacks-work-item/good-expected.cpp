#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD LoomUnload;

/* A value, or the status that says why there is none. */
template <class T> struct Expected {
    T value{};
    NTSTATUS status = STATUS_SUCCESS;

    static Expected Of(T made) { return {made, STATUS_SUCCESS}; }
    static Expected Failed(NTSTATUS why) { return {T{}, why}; }
    template <class F> auto AndThen(F next) const -> decltype(next(value))
    {
        return NT_SUCCESS(status) ? next(value) : decltype(next(value))::Failed(status);
    }
};

static PDEVICE_OBJECT g_Device;
static PIO_WORKITEM g_Work;

static VOID OnImage(PUNICODE_STRING, HANDLE, PIMAGE_INFO) {}

static Expected<PDEVICE_OBJECT> MakeDevice(PDRIVER_OBJECT driver)
{
    PDEVICE_OBJECT device;
    auto status = IoCreateDevice(driver, 0, nullptr, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);

    return NT_SUCCESS(status) ? Expected<PDEVICE_OBJECT>::Of(device) : Expected<PDEVICE_OBJECT>::Failed(status);
}

/* `auto` takes the type of what the routine gives. */
static Expected<PIO_WORKITEM> MakeWork(PDEVICE_OBJECT device)
{
    auto work = IoAllocateWorkItem(device);

    if (!work) {
        IoDeleteDevice(device);
        return Expected<PIO_WORKITEM>::Failed(STATUS_INSUFFICIENT_RESOURCES);
    }
    g_Device = device;
    return Expected<PIO_WORKITEM>::Of(work);
}

extern "C" VOID LoomUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveLoadImageNotifyRoutine(OnImage);
    IoFreeWorkItem(g_Work);
    IoDeleteDevice(g_Device);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    auto made = Expected<PDRIVER_OBJECT>::Of(DriverObject).AndThen(MakeDevice).AndThen(MakeWork);

    UNREFERENCED_PARAMETER(RegistryPath);
    if (!NT_SUCCESS(made.status)) {
        return made.status;
    }
    if (auto status = PsSetLoadImageNotifyRoutine(OnImage); !NT_SUCCESS(status)) {
        IoFreeWorkItem(made.value);
        IoDeleteDevice(g_Device);
        return status;
    }
    g_Work = made.value;
    g_Device->Flags &= ~DO_DEVICE_INITIALIZING;
    DriverObject->DriverUnload = LoomUnload;
    return STATUS_SUCCESS;
}
