/* What holds the keys is of classes with names in small letters, whose header is missing. A name of a number is none. */
/* verdict: wdm-close-handles de-close-handles undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
/* verdict: wdm-failure-propagated de-return-failure-propagates satisfied */
#include <ntddk.h>
#include <holders/handles.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NTSTATUS Give(POBJECT_ATTRIBUTES Attributes)
{
    HANDLE key;
    NTSTATUS status = ZwOpenKey(&key, KEY_READ, Attributes);

    if (!NT_SUCCESS(status))
        return status;
    khandle owner(key);
    return status;
}

static NTSTATUS Fill(POBJECT_ATTRIBUTES Attributes)
{
    khandle key;

    return ZwOpenKey(&key, KEY_READ, Attributes);
}

static NTSTATUS Guard(POBJECT_ATTRIBUTES Attributes)
{
    HANDLE key;
    NTSTATUS status = ZwOpenKey(&key, KEY_READ, Attributes);

    if (!NT_SUCCESS(status))
        return status;
    closer close(TRUE, &key);
    return status;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = Give(&attributes);
    if (NT_SUCCESS(status))
        status = Fill(&attributes);
    if (NT_SUCCESS(status))
        status = Guard(&attributes);
    DriverObject->DriverUnload = Unload;
    return status;
}
