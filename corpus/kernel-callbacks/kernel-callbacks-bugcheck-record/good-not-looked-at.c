#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
KBUGCHECK_REASON_CALLBACK_ROUTINE OnDump;
static KBUGCHECK_REASON_CALLBACK_RECORD g_Record;

VOID OnDump(KBUGCHECK_CALLBACK_REASON r, PKBUGCHECK_REASON_CALLBACK_RECORD rec, PVOID data, ULONG len)
{
    UNREFERENCED_PARAMETER(r);
    UNREFERENCED_PARAMETER(rec);
    UNREFERENCED_PARAMETER(data);
    UNREFERENCED_PARAMETER(len);
}

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    KeDeregisterBugCheckReasonCallback(&g_Record);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    KeInitializeCallbackRecord(&g_Record);
    /* without the extra dump data the driver works as well */
    KeRegisterBugCheckReasonCallback(&g_Record, OnDump, KbCallbackSecondaryDumpData, (PUCHAR) "meter");
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
