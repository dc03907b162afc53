/* A block is given to its helpers by the address of what it begins with, and freed by that, but
 * not by a failure. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;

typedef struct HEADER {
    ULONG Kind;
    ULONG Size;
} HEADER;

typedef struct REPORT {
    HEADER Header;
    ULONG Values[16];
} REPORT;

static VOID Fill(HEADER *Header)
{
    REPORT *report = (REPORT *)Header;

    report->Header.Size = sizeof(REPORT);
    RtlZeroMemory(report->Values, sizeof(report->Values));
}

static VOID Free(HEADER *Header)
{
    ExFreePoolWithTag(Header, 'opeR');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    REPORT *report = ExAllocatePoolWithTag(PagedPool, sizeof(REPORT), 'opeR');
    NTSTATUS status;

    UNREFERENCED_PARAMETER(DriverObject);
    if (report == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    report->Header.Kind = 1;
    Fill(&report->Header);
    status = RtlCheckRegistryKey(RTL_REGISTRY_ABSOLUTE, RegistryPath->Buffer);
    if (NT_SUCCESS(status))
        Free(&report->Header);
    return status; /* expect: wdm-release-on-failure */
}
