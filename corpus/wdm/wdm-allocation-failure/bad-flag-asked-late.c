#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static PWCHAR g_Path;
static PUCHAR g_Table;

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    if (g_Table) {
        ExFreePoolWithTag(g_Table, 'lbTt');
    }
    if (g_Path) {
        ExFreePoolWithTag(g_Path, 'htPt');
    }
}

static BOOLEAN MakeTable(VOID)
{
    g_Table = (PUCHAR)ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'lbTt');
    return g_Table != NULL;
}

/* The flag is asked behind the first use only. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    BOOLEAN ok;

    g_Path = (PWCHAR)ExAllocatePool2(POOL_FLAG_PAGED, RegistryPath->Length + sizeof(WCHAR), 'htPt');
    ok = (g_Path != NULL);
    if (ok) {
        RtlCopyMemory(g_Path, RegistryPath->Buffer, RegistryPath->Length);
        g_Path[RegistryPath->Length / sizeof(WCHAR)] = 0;
    }
    if (ok) {
        ok = MakeTable();
        g_Table[0] = 1; /* expect: wdm-allocation-failure */
    }
    if (!ok) {
        Unload(DriverObject);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
