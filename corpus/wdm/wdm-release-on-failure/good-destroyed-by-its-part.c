/* Objects begin with a part that all have, which tells the routine to destroy them with: they are given by that part. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

typedef struct PART {
    LONG References;
    VOID (*Destroy)(struct PART *Part);
} PART;

typedef struct POLICY {
    PART Part;
    ULONG Count;
} POLICY;

typedef struct CACHE {
    PART Part;
    PVOID Pages;
} CACHE;

static POLICY *Policy;
static CACHE *Cache;
static ULONG Level;

static VOID DestroyPolicy(PART *Part)
{
    POLICY *policy = CONTAINING_RECORD(Part, POLICY, Part);

    ExFreePoolWithTag(policy, 'iloP');
}

static VOID DestroyCache(PART *Part)
{
    CACHE *cache = (CACHE *)Part;

    if (cache->Pages != NULL)
        ExFreePoolWithTag(cache->Pages, 'hcaC');
    ExFreePoolWithTag(cache, 'hcaC');
}

static VOID Release(PART *Part)
{
    if (InterlockedDecrement(&Part->References) == 0)
        Part->Destroy(Part);
}

static NTSTATUS MakePolicy(POLICY **Made)
{
    POLICY *policy = ExAllocatePoolWithTag(PagedPool, sizeof(POLICY), 'iloP');
    NTSTATUS status;

    if (policy == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    policy->Part.References = 1;
    policy->Part.Destroy = DestroyPolicy;
    policy->Count = 0;
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Policy");
    if (NT_SUCCESS(status))
        *Made = policy;
    else
        Release(&policy->Part);
    return status;
}

static NTSTATUS MakeCache(CACHE **Made)
{
    CACHE *cache = ExAllocatePoolWithTag(PagedPool, sizeof(CACHE), 'hcaC');

    if (cache == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    cache->Part.References = 1;
    cache->Part.Destroy = DestroyCache;
    cache->Pages = ExAllocatePoolWithTag(PagedPool, 4096, 'hcaC');
    if (cache->Pages == NULL) {
        Release(&cache->Part);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *Made = cache;
    return STATUS_SUCCESS;
}

static VOID Stop(ULONG From)
{
    if (From >= 2)
        Release(&Cache->Part);
    if (From >= 1)
        Release(&Policy->Part);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    status = MakePolicy(&Policy);
    if (!NT_SUCCESS(status))
        goto fail;
    Level = 1;
    status = MakeCache(&Cache);
    if (!NT_SUCCESS(status))
        goto fail;
    Level = 2;
    status = RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer);
    if (!NT_SUCCESS(status))
        goto fail;
    return STATUS_SUCCESS;

fail:
    Stop(Level);
    return status;
}
