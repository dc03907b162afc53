/* The driver goes on without a cache where its registry key is missing, and then leaves the block: the cleanup callback
 * of the driver object frees what the flag tells of, and that is not set. */
#include <ntddk.h>
#include <wdf.h>

typedef struct _CACHE {
    ULONG Lines;
} CACHE, *PCACHE;

DRIVER_INITIALIZE DriverEntry;
static EVT_WDF_OBJECT_CONTEXT_CLEANUP OnCleanup;
static EVT_WDF_DRIVER_UNLOAD OnUnload;

static UNICODE_STRING KeyName = RTL_CONSTANT_STRING(L"\\Registry\\Machine\\Software\\Spare");
static OBJECT_ATTRIBUTES KeyAttributes = RTL_CONSTANT_OBJECT_ATTRIBUTES(&KeyName, OBJ_KERNEL_HANDLE);
static PCACHE Cache;
static BOOLEAN HasCache;
static HANDLE Key;

static NTSTATUS MakeCache(PCACHE *Made)
{
    PCACHE cache = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*cache), 'hcaC'); /* expect: wdm-unload-releases */
    NTSTATUS status;

    if (cache == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    cache->Lines = 64;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Spare");
    if (!NT_SUCCESS(status))
        return status;
    *Made = cache;
    return STATUS_SUCCESS;
}

static VOID FreeCache(PCACHE cache)
{
    ExFreePoolWithTag(cache, 'hcaC');
}

static VOID OnCleanup(WDFOBJECT Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    if (Key != NULL)
        ZwClose(Key);
    if (HasCache) {
        FreeCache(Cache);
        HasCache = FALSE;
    }
}

static VOID OnUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, WDF_NO_EVENT_CALLBACK);
    config.DriverInitFlags |= WdfDriverInitNonPnpDriver;
    config.EvtDriverUnload = OnUnload;
    WDF_OBJECT_ATTRIBUTES_INIT(&attributes);
    attributes.EvtCleanupCallback = OnCleanup;
    status = WdfDriverCreate(DriverObject, RegistryPath, &attributes, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        return status;
    if (NT_SUCCESS(MakeCache(&Cache)))
        HasCache = TRUE;
    return ZwOpenKey(&Key, KEY_READ, &KeyAttributes); /* expect: wdm-release-on-failure */
}
