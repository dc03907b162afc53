/* models: any-miniport kmdf kmdf-miniport portcls wdm-pnp */
#include <ntddk.h>
#include <portcls.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static DRIVER_ADD_DEVICE AddDevice;

static PDRIVER_UNLOAD g_PortUnload;
static UNICODE_STRING g_Path;

static NTSTATUS AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDevice)
{
    return PcAddAdapterDevice(DriverObject, PhysicalDevice, NULL, 4, 0);
}

static NTSTATUS KeepPath(PCUNICODE_STRING Path)
{
    g_Path.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, Path->Length + sizeof(WCHAR), 'htaP');
    if (g_Path.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    g_Path.MaximumLength = Path->Length + sizeof(WCHAR);
    RtlCopyUnicodeString(&g_Path, Path);
    return STATUS_SUCCESS;
}

static VOID DropPath(VOID)
{
    if (g_Path.Buffer != NULL) {
        ExFreePoolWithTag(g_Path.Buffer, 'htaP');
        g_Path.Buffer = NULL;
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    DropPath();
    if (g_PortUnload != NULL)
        g_PortUnload(DriverObject);
    if (WdfGetDriver() != NULL)
        WdfDriverMiniportUnload(WdfGetDriver());
}

/* The exit for all failures asks the framework whether there is a driver yet: before its creation there is none. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    status = KeepPath(RegistryPath);
    if (!NT_SUCCESS(status))
        goto Done;
    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNoDispatchOverride;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        goto Done;
    status = PcInitializeAdapterDriver(DriverObject, RegistryPath, AddDevice);
    if (!NT_SUCCESS(status))
        goto Done;
    g_PortUnload = DriverObject->DriverUnload;
    DriverObject->DriverUnload = Unload;

Done:
    if (!NT_SUCCESS(status)) {
        if (WdfGetDriver() != NULL)
            WdfDriverMiniportUnload(WdfGetDriver());
        DropPath();
    }
    return status;
}
