/* A block is given to a routine that the kernel exports and no document of drivers names: it fills the block, and keeps nothing of it. */
#include <ntifs.h>

#define POOL_TAG 'rtsR'

NTSYSAPI NTSTATUS NTAPI ZwQuerySystemInformation(ULONG Class, PVOID Information, ULONG Length, PULONG Needed);

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD RosterUnload;

static PEPROCESS Warden;

VOID RosterUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ObDereferenceObject(Warden);
}

static NTSTATUS RosterRead(PVOID *Roster)
{
    ULONG size = 0x4000;
    NTSTATUS status;

    for (;;) {
        PVOID block = ExAllocatePool2(POOL_FLAG_PAGED, size, POOL_TAG);

        if (block == NULL)
            return STATUS_INSUFFICIENT_RESOURCES;
        status = ZwQuerySystemInformation(5, block, size, &size);
        if (NT_SUCCESS(status)) {
            *Roster = block;
            return status;
        }
        if (status != STATUS_INFO_LENGTH_MISMATCH)
            return status;
        ExFreePoolWithTag(block, POOL_TAG);
        size += PAGE_SIZE;
    }
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PVOID roster;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = RosterUnload;
    status = RosterRead(&roster);
    if (!NT_SUCCESS(status))
        return status; /* expect: wdm-release-on-failure */
    status = PsLookupProcessByProcessId(*(HANDLE *)roster, &Warden);
    if (NT_SUCCESS(status))
        KdPrint(("roster: kept by %s\n", PsGetProcessImageFileName(Warden)));
    ExFreePoolWithTag(roster, POOL_TAG);
    return status;
}
