/* The context of an object that was made with one, and the device of a framework device, are there: what is asked of
 * them out of caution has one answer. */
#include <ntddk.h>
#include <wdf.h>

typedef struct _CORE {
    PVOID Ring;
    BOOLEAN IsWatching;
} CORE;
WDF_DECLARE_CONTEXT_TYPE_WITH_NAME(CORE, CoreOf)

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_DRIVER_UNLOAD Unload;

static VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static VOID Stop(CORE *core)
{
    if (core == NULL)
        return;
    if (core->IsWatching) {
        PsRemoveLoadImageNotifyRoutine(OnImage);
        core->IsWatching = FALSE;
    }
    if (core->Ring != NULL) {
        ExFreePoolWithTag(core->Ring, 'gniR');
        core->Ring = NULL;
    }
}

static VOID Unload(WDFDRIVER Driver)
{
    Stop(CoreOf(Driver));
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    WDF_OBJECT_ATTRIBUTES attributes;
    WDFDRIVER driver;
    NTSTATUS status;
    CORE *core;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = Unload;
    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, CORE);
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, &driver);
    if (!NT_SUCCESS(status))
        return status;
    core = CoreOf(driver);
    core->Ring = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'gniR');
    if (core->Ring == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = PsSetLoadImageNotifyRoutine(OnImage);
    if (!NT_SUCCESS(status)) {
        Stop(core);
        return status;
    }
    core->IsWatching = TRUE;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Core");
    if (!NT_SUCCESS(status))
        Stop(core);
    return status;
}
