/* verdict: wdm-close-handles de-close-handles undetermined */
/* A handle that an object of a class without source holds: where it lies a method of it says, and when the object goes
 * its destructor closes it. */
#include <ntddk.h>
#include <keyring/holder.h>

using KeyHolder = keyring::holder<HANDLE, decltype(&::ZwClose), ::ZwClose>;

static ULONG g_Mode;

extern "C" DRIVER_INITIALIZE DriverEntry;
extern "C" DRIVER_UNLOAD TurnkeyUnload;

static NTSTATUS ReadMode(PUNICODE_STRING Path)
{
    OBJECT_ATTRIBUTES attributes;
    KeyHolder key;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, Path, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, nullptr, nullptr);
    status = ZwOpenKey(key.slot(), KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    g_Mode = 1;
    return STATUS_SUCCESS;
}

extern "C" VOID TurnkeyUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    g_Mode = 0;
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = TurnkeyUnload;
    return ReadMode(RegistryPath);
}
