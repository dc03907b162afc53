/* A holder of a class whose header is missing is used before anybody has asked whether the key could be opened. */
/* verdict: wdm-status-tested de-return-ignored-status undetermined */
#include <ntddk.h>
#include <holders/handles.h>

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static RegistryKey Open(POBJECT_ATTRIBUTES Attributes, NTSTATUS *Status)
{
    HANDLE key = nullptr;

    *Status = ZwOpenKey(&key, KEY_READ, Attributes);
    return RegistryKey(key);
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
    auto key = Open(&attributes, &status);
    key.Enumerate();
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
