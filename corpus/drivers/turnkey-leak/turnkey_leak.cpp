#include <ntddk.h>

/* Holds a handle, and does not close it. */
class KeyHolder {
public:
    PHANDLE slot() { return &handle; }

private:
    HANDLE handle = nullptr;
};

static ULONG g_Mode;

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD TurnkeyLeakUnload;

static NTSTATUS ReadMode(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    KeyHolder key;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, Path, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, nullptr, nullptr);
    status = ZwOpenKey(key.slot(), KEY_READ, &attributes); /* expect: wdm-close-handles */
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Mode = 1;
    return STATUS_SUCCESS;
}

extern "C" VOID TurnkeyLeakUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_Mode = 0;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = TurnkeyLeakUnload;
    return ReadMode(RegistryPath); /* expect: wdm-close-handles */
}
