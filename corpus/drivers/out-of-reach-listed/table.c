/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
/* The library, which is not there, may call what frees the table: it is given the list that the routine stands in. */
#include <ntddk.h>

typedef struct _LIBRARY_CALLBACKS {
    VOID (*AtEnd)(VOID);
} LIBRARY_CALLBACKS;

NTSTATUS LibraryBegin(const LIBRARY_CALLBACKS *Callbacks);
VOID LibraryEnd(VOID);

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID Table;
static PDEVICE_OBJECT Control;

static VOID FreeTable(VOID)
{
    ExFreePoolWithTag(Table, 'lbaT');
    Table = NULL;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteDevice(Control);
    LibraryEnd();
    FreeTable();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    static const LIBRARY_CALLBACKS callbacks = {FreeTable};
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    Table = ExAllocatePool2(POOL_FLAG_PAGED, PAGE_SIZE, 'lbaT');
    if (Table == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = LibraryBegin(&callbacks);
    if (!NT_SUCCESS(status)) {
        FreeTable();
        return status;
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Control);
    if (!NT_SUCCESS(status)) {
        LibraryEnd();
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
