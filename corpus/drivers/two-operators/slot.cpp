#include <ntddk.h>

/* The object converts to its handle and to where that stands: which one a routine is given, only its prototype tells. */
/* verdict: wdm-close-handles de-close-handles undetermined */

struct KeySlot {
    HANDLE Handle = nullptr;
    operator PHANDLE() { return &Handle; }
    operator HANDLE() const { return Handle; }
};

extern "C" DRIVER_INITIALIZE DriverEntry;

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KeySlot key;
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwOpenKey(key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    ZwClose(key);
    return STATUS_SUCCESS;
}
