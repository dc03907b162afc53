#include <ntddk.h>

/* Each block begins with a header of the driver's allocator, which gives what lies behind it: the first is
 * left where there is no second. */
typedef struct _HEADER {
    ULONG Magic;
    ULONG Size;
    SIZE_T Reserved;
} HEADER, *PHEADER;

typedef struct _GATE {
    KSPIN_LOCK Lock;
    ULONG Passes;
} GATE, *PGATE;

#define HEADER_MAGIC 0x4745544b

static PGATE g_Gate;
static PVOID g_Names;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD GateUnload;

static PVOID GateAllocate(SIZE_T Size)
{
    PHEADER header = (PHEADER)ExAllocatePool2(POOL_FLAG_NON_PAGED, Size + sizeof(*header), 'etaG');

    if (header == NULL) {
        return NULL;
    }
    header->Magic = HEADER_MAGIC;
    header->Size = (ULONG)Size;
    return memset(header + 1, 0xcc, Size);
}

static VOID GateFree(PVOID Block)
{
    PHEADER header;

    if (Block == NULL) {
        return;
    }
    header = (PHEADER)Block - 1;
    if (header->Magic == HEADER_MAGIC) {
        header->Magic++;
        ExFreePoolWithTag(header, 'etaG');
    }
}

VOID GateUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    GateFree(g_Names);
    GateFree(g_Gate);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    g_Gate = (PGATE)GateAllocate(sizeof(GATE));
    if (g_Gate == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeInitializeSpinLock(&g_Gate->Lock);
    g_Gate->Passes = 0;
    g_Names = GateAllocate(RegistryPath->Length);
    if (g_Names == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    DriverObject->DriverUnload = GateUnload;
    return STATUS_SUCCESS;
}
