#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PFILE_OBJECT g_File;
static PDEVICE_OBJECT g_Lower;
static PVOID g_Table;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Table);
    ObDereferenceObject(g_File);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    RtlInitUnicodeString(&name, L"\\Device\\Beep");
    status = IoGetDeviceObjectPointer(&name, FILE_READ_DATA, &g_File, &g_Lower);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Table = ExAllocatePool2(POOL_FLAG_NON_PAGED, 4096, 'lbaT');
    if (g_Table == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-file-object-dereferenced */
    }
    return STATUS_SUCCESS;
}
