#include <ntddk.h>

/* What IoAllocateDriverObjectExtension has made is what IoGetDriverObjectExtension gives, for the same identification. */
typedef struct _HEARTH {
    PVOID Coal;
} HEARTH;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LARGE_INTEGER g_Cookie;

static NTSTATUS OnRegistry(PVOID Context, PVOID Class, PVOID Information)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(Class);
    UNREFERENCED_PARAMETER(Information);
    return STATUS_SUCCESS;
}

static VOID Clear(PDRIVER_OBJECT DriverObject)
{
    HEARTH *hearth = IoGetDriverObjectExtension(DriverObject, (PVOID)DriverEntry);

    if (hearth != NULL && hearth->Coal != NULL) {
        ExFreePoolWithTag(hearth->Coal, 'raeH');
        hearth->Coal = NULL;
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    CmUnRegisterCallback(g_Cookie);
    Clear(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HEARTH *hearth;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = IoAllocateDriverObjectExtension(DriverObject, (PVOID)DriverEntry, sizeof(*hearth), (PVOID *)&hearth);
    if (!NT_SUCCESS(status))
        return status;
    hearth->Coal = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'raeH');
    if (hearth->Coal == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = CmRegisterCallback(OnRegistry, NULL, &g_Cookie);
    if (!NT_SUCCESS(status))
        Clear(DriverObject);
    return status;
}
