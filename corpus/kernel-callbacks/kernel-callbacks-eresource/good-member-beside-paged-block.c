#include <ntddk.h>

/* The texts are in paged pool, the structure with the lock that guards them is not. */
typedef struct _STORE {
    PWCHAR Texts;
    ERESOURCE Lock;
} STORE, *PSTORE;

static PSTORE g_Store;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExDeleteResourceLite(&g_Store->Lock);
    ExFreePoolWithTag(g_Store->Texts, 'rotS');
    ExFreePoolWithTag(g_Store, 'rotS');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PWCHAR texts;

    UNREFERENCED_PARAMETER(RegistryPath);
    texts = ExAllocatePool2(POOL_FLAG_PAGED, 4096, 'rotS');
    if (texts == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Store = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*g_Store), 'rotS');
    if (g_Store == NULL) {
        ExFreePoolWithTag(texts, 'rotS');
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Store->Texts = texts;
    ExInitializeResourceLite(&g_Store->Lock);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
