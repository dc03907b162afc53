/* The log may be begun or not: what Unload releases there is no element of the row. */
#include <ntddk.h>

static PVOID Log;
static PVOID Rows[4];

static NTSTATUS BeginLog()
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    NTSTATUS status;
    auto log = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'goL');

    if (log == nullptr)
        return STATUS_INSUFFICIENT_RESOURCES;
    Log = log;
    InitializeObjectAttributes(&attributes, nullptr, OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(log, 'goL');
        Log = nullptr;
        return status;
    }
    ZwClose(key);
    return STATUS_SUCCESS;
}

static void EndLog()
{
    if (Log != nullptr) {
        ExFreePoolWithTag(Log, 'goL');
        Log = nullptr;
    }
}

static NTSTATUS MakeRows()
{
    for (auto &row : Rows) {
        row = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'swoR'); /* expect: wdm-unload-releases */
        if (row == nullptr) {
            for (auto &other : Rows)
                if (other != nullptr) {
                    ExFreePoolWithTag(other, 'swoR');
                    other = nullptr;
                }
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}

extern "C" DRIVER_UNLOAD Unload;
extern "C" VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    EndLog();
}

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    NTSTATUS status = BeginLog();
    if (!NT_SUCCESS(status) && status != STATUS_OBJECT_NAME_NOT_FOUND)
        return status;
    status = MakeRows();
    if (!NT_SUCCESS(status)) {
        EndLog();
        return status;
    }
    return STATUS_SUCCESS;
}
