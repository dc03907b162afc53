#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static UNICODE_STRING g_Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Probe");
static UNICODE_STRING g_Device = RTL_CONSTANT_STRING(L"\\Device\\Null");
static KBUGCHECK_REASON_CALLBACK_RECORD g_Record;

static VOID OnDump(KBUGCHECK_CALLBACK_REASON Reason, PKBUGCHECK_REASON_CALLBACK_RECORD Record, PVOID Data, ULONG Length)
{
    UNREFERENCED_PARAMETER(Reason);
    UNREFERENCED_PARAMETER(Record);
    UNREFERENCED_PARAMETER(Data);
    UNREFERENCED_PARAMETER(Length);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    IoDeleteSymbolicLink(&g_Link);
    KeDeregisterBugCheckReasonCallback(&g_Record);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    KeInitializeCallbackRecord(&g_Record);
    if (!KeRegisterBugCheckReasonCallback(&g_Record, OnDump, KbCallbackSecondaryDumpData, (PUCHAR)"Probe")) {
        return STATUS_UNSUCCESSFUL;
    }
    status = IoCreateSymbolicLink(&g_Link, &g_Device);
    if (!NT_SUCCESS(status)) {
        KeDeregisterBugCheckCallback((PKBUGCHECK_CALLBACK_RECORD)&g_Record); /* expect: kernel-callbacks-registrations */
        return status; /* expect: kernel-callbacks-registrations */
    }
    return STATUS_SUCCESS;
}
