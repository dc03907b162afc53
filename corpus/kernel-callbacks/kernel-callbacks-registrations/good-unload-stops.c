/* Where the record is registered the driver cannot go: its unload routine stops the system then. */
#include <ntddk.h>

static KBUGCHECK_CALLBACK_RECORD Record;
static BOOLEAN Locked;
static UCHAR Key[32];

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static KBUGCHECK_CALLBACK_ROUTINE Wipe;

static VOID Wipe(PVOID Buffer, ULONG Length)
{
    RtlSecureZeroMemory(Buffer, Length);
}

static VOID Stop(VOID)
{
    KeBugCheckEx(SECURITY_SYSTEM, 0, 0, 0, 0);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (Locked)
        Stop();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    if (NT_SUCCESS(RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer))) {
        KeInitializeCallbackRecord(&Record);
        if (!KeRegisterBugCheckCallback(&Record, Wipe, Key, sizeof Key, (PUCHAR)"wipe"))
            return STATUS_UNSUCCESSFUL;
        Locked = TRUE;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
