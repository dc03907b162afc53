#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

typedef struct _CACHE {
    LOOKASIDE_LIST_EX List;
    SIZE_T Size;
} CACHE, *PCACHE;

static const SIZE_T c_Sizes[] = {64, 512, 4096};
static PCACHE g_Caches[RTL_NUMBER_OF(c_Sizes)];

static PVOID CacheAllocate(SIZE_T Size)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED, Size, 'hcaC');
}

static PCACHE CacheCreate(SIZE_T Size)
{
    PCACHE cache = (PCACHE)CacheAllocate(sizeof(CACHE));

    if (cache == NULL) {
        return NULL;
    }
    cache->Size = Size;
    if (!NT_SUCCESS(ExInitializeLookasideListEx(&cache->List, NULL, NULL, NonPagedPoolNx, 0, Size, 'hcaC', 0))) {
        DbgPrint("cache: no list of %Iu\n", Size);
    }
    return cache;
}

static VOID CacheDestroy(PCACHE Cache)
{
    ExDeleteLookasideListEx(&Cache->List); /* expect: kernel-callbacks-lookaside */
    ExFreePoolWithTag(Cache, 'hcaC');
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    LONG i;

    UNREFERENCED_PARAMETER(DriverObject);
    for (i = RTL_NUMBER_OF(c_Sizes) - 1; i >= 0; i--) {
        CacheDestroy(g_Caches[i]);
    }
}

/* A block whose list could not be made is kept with the others. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    LONG i;

    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < RTL_NUMBER_OF(c_Sizes); i++) {
        g_Caches[i] = CacheCreate(c_Sizes[i]);
        if (g_Caches[i] == NULL) {
            while (--i >= 0) {
                CacheDestroy(g_Caches[i]);
            }
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
