/* No key is told by the handle -1, which none has that was opened, and
 * asked the other way round. */
#include <ntddk.h>

#define NO_KEY ((HANDLE)(LONG_PTR)-1)

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static HANDLE Key = NO_KEY;

static VOID CloseKey(HANDLE *Handle)
{
    if (*Handle == NO_KEY) {
        ZwClose(*Handle);
        *Handle = NO_KEY;
    }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CloseKey(&Key);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&Key, KEY_READ, &attributes); /* expect: wdm-close-handles */
    if (!NT_SUCCESS(status)) {
        Key = NO_KEY;
        return status;
    }
    status = RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Keys");
    if (!NT_SUCCESS(status)) {
        CloseKey(&Key);
        return status; /* expect: wdm-close-handles */
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
