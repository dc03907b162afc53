#include <ntddk.h>
#include <wdf.h>

/* A module is an object of the driver's, with a context that says how it is closed: its cleanup callback stops the
 * module alone, and frees nothing. */
typedef struct _MODULE {
    VOID (*Close)(struct _MODULE *Module);
    PVOID Buffer;
} MODULE;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(MODULE, GetModule)

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_DEVICE_ADD AddDevice;
static EVT_WDF_OBJECT_CONTEXT_CLEANUP CloseModule;

static NTSTATUS AddDevice(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDFDEVICE device;

    UNREFERENCED_PARAMETER(Driver);
    return WdfDeviceCreate(&DeviceInit, WDF_NO_OBJECT_ATTRIBUTES, &device);
}

static VOID CloseBuffer(MODULE *Module)
{
    RtlZeroMemory(Module->Buffer, 100);
}

static VOID CloseModule(WDFOBJECT Object)
{
    MODULE *module = GetModule(Object);

    if (module->Buffer != NULL)
        CloseBuffer(module);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDRIVER driver;
    WDFOBJECT object;
    WDFWAITLOCK lock;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, AddDevice);
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, MODULE);
    attributes.ParentObject = driver;
    attributes.EvtCleanupCallback = CloseModule;
    status = WdfObjectCreate(&attributes, &object);
    if (!NT_SUCCESS(status))
        return status;
    GetModule(object)->Close = CloseBuffer;
    GetModule(object)->Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, 'udoM'); /* expect: wdm-unload-releases */
    if (GetModule(object)->Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.ParentObject = driver;
    return WdfWaitLockCreate(&attributes, &lock); /* expect: wdm-release-on-failure */
}
