/* undetermined-ok */
#include <ntddk.h>

/* Of a library that stands elsewhere: it returns pool that the caller frees. */
PVOID SettingsRead(PUNICODE_STRING Path, ULONG *Length);

static ULONG g_Length;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID settings = SettingsRead(RegistryPath, &g_Length);

    if (settings == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    ExFreePool(settings);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
