#include <ntddk.h>
#include <wdf.h>

/* The unload routine and the cleanup callback of the driver object share a helper: a flag in the context, which begins
 * as zeroes, says whether there is something to free. */
typedef struct _CONTEXT {
    BOOLEAN HasWork;
    PVOID Work;
} CONTEXT;

WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(CONTEXT, GetContext)

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_UNLOAD Unload;
static EVT_WDF_OBJECT_CONTEXT_CLEANUP Cleanup;

static VOID Stop(WDFDRIVER Driver)
{
    CONTEXT *context = GetContext(Driver);

    if (context->HasWork) {
        ExFreePoolWithTag(context->Work, 'kroW');
        context->HasWork = FALSE;
    }
}

static VOID Unload(WDFDRIVER Driver)
{
    Stop(Driver);
}

static VOID Cleanup(WDFOBJECT Object)
{
    Stop((WDFDRIVER)Object);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDRIVER driver;
    CONTEXT *context;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = Unload;
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, CONTEXT);
    attributes.EvtCleanupCallback = Cleanup;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    context = GetContext(driver);
    context->Work = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'kroW');
    if (context->Work == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    context->HasWork = TRUE;
    return STATUS_SUCCESS;
}
