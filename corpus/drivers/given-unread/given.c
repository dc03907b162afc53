/* A library whose source is not here is given the only variable that holds the key, and may close it: that it is left
 * for the driver's end is not sure. The other one is lent to nobody. */
/* verdict: wdm-close-handles de-close-handles violated */
#include <ntddk.h>
#include <settings.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS Open(PUNICODE_STRING Path, HANDLE *Key)
{
    OBJECT_ATTRIBUTES attributes;

    InitializeObjectAttributes(&attributes, Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    return ZwOpenKey(Key, KEY_READ, &attributes);
}

static VOID ReadSettings(PUNICODE_STRING Path)
{
    HANDLE key;

    if (NT_SUCCESS(Open(Path, &key)))
        SettingsReadAndClose(&key);
}

static VOID Count(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    ULONG size;

    InitializeObjectAttributes(&attributes, Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL, NULL);
    if (NT_SUCCESS(ZwOpenKey(&key, KEY_READ, &attributes))) /* expect: wdm-close-handles */
        ZwQueryKey(key, KeyBasicInformation, NULL, 0, &size);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ReadSettings(RegistryPath);
    Count(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS; /* expect: wdm-close-handles */
}
