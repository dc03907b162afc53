/* Classes of a library that is not here close the key when they go. */
/* verdict: wdm-close-handles de-close-handles undetermined */
/* verdict: wdm-unload-releases de-unload-undoes-entry undetermined */
#include <holders/handle.h>
#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static VOID ReadFirst(POBJECT_ATTRIBUTES Attributes)
{
    unique_handle key;

    if (NT_SUCCESS(ZwOpenKey(&key, KEY_READ, Attributes)))
        DbgPrint("there is one\n");
}

static VOID ReadSecond(POBJECT_ATTRIBUTES Attributes)
{
    KeyHolder key;

    if (NT_SUCCESS(ZwOpenKey(&key, KEY_READ, Attributes)))
        DbgPrint("there are two\n");
}

static VOID ReadThird(POBJECT_ATTRIBUTES Attributes)
{
    holders::kernel::unique_handle key;

    if (NT_SUCCESS(ZwOpenKey(&key, KEY_READ, Attributes)))
        DbgPrint("there are three\n");
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    ReadFirst(&attributes);
    ReadSecond(&attributes);
    ReadThird(&attributes);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
