#include <ntddk.h>
#include <wdf.h>

/* A bit in the context of the driver object says to the unload routine that there is something to remove. */
typedef struct _CONTEXT {
    ULONG Flags;
} CONTEXT;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(CONTEXT, GetContext)

#define HAS_WATCH 0x1
#define HAS_TRACE 0x2

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD AddDevice;
static EVT_WDF_DRIVER_UNLOAD Unload;

static NTSTATUS AddDevice(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

static VOID OnProcess(HANDLE Parent, HANDLE ProcessId, BOOLEAN Create)
{
    UNREFERENCED_PARAMETER(Parent);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(Create);
}

static VOID Unload(WDFDRIVER Driver)
{
    if (GetContext(Driver)->Flags & HAS_WATCH)
        PsSetCreateProcessNotifyRoutine(OnProcess, TRUE);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDRIVER driver;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, AddDevice);
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, CONTEXT);
    config.EvtDriverUnload = Unload;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    status = PsSetCreateProcessNotifyRoutine(OnProcess, FALSE);
    if (!NT_SUCCESS(status))
        return status;
    GetContext(driver)->Flags |= HAS_WATCH;
    return STATUS_SUCCESS;
}
