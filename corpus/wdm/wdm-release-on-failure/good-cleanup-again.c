/* The framework runs the driver object's cleanup callback when the entry fails, which looks at what there is. */
#include <ntddk.h>
#include <wdf.h>

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD OnAdd;
static EVT_WDF_OBJECT_CONTEXT_CLEANUP OnCleanup;

static PVOID g_Log, g_Index;

static NTSTATUS OnAdd(WDFDRIVER Driver, PWDFDEVICE_INIT Init)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&Init, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

static VOID OnCleanup(WDFOBJECT Object)
{
    UNREFERENCED_PARAMETER(Object);
    if (g_Log)
        ExFreePoolWithTag(g_Log, 'goL');
    if (g_Index)
        ExFreePoolWithTag(g_Index, 'xdnI');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDF_OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    g_Log = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'goL');
    if (!g_Log)
        return STATUS_INSUFFICIENT_RESOURCES;
    WDF_DRIVER_CONFIG_INIT(&config, OnAdd);
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = OnCleanup;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(g_Log, 'goL');
        return status;
    }
    g_Index = ExAllocatePool2(POOL_FLAG_NON_PAGED, 512, 'xdnI');
    if (!g_Index) {
        ExFreePoolWithTag(g_Log, 'goL');
        g_Log = NULL;
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = PsSetLoadImageNotifyRoutine(NULL);
    if (!NT_SUCCESS(status))
        return status;
    PsRemoveLoadImageNotifyRoutine(NULL);
    return STATUS_SUCCESS;
}
