/* undetermined-ok: what the steps of a table make is not followed into the unload routine */
#include <ntddk.h>

typedef struct _STEP {
    VOID (*Make)(PVOID Object);
    VOID (*Unmake)(PVOID Object);
    PVOID Object;
} STEP;

static NPAGED_LOOKASIDE_LIST g_Packets;
static ERESOURCE g_Lock;

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID MakeList(PVOID Object)
{
    ExInitializeNPagedLookasideList((PNPAGED_LOOKASIDE_LIST)Object, NULL, NULL, POOL_NX_ALLOCATION, 64, 'petS', 0);
}

static VOID UnmakeList(PVOID Object)
{
    ExDeleteNPagedLookasideList((PNPAGED_LOOKASIDE_LIST)Object);
}

static VOID MakeLock(PVOID Object)
{
    ExInitializeResourceLite((PERESOURCE)Object);
}

static VOID UnmakeLock(PVOID Object)
{
    ExDeleteResourceLite((PERESOURCE)Object);
}

static const STEP g_Steps[] = {
    {MakeList, UnmakeList, &g_Packets},
    {MakeLock, UnmakeLock, &g_Lock},
};

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    ULONG i = RTL_NUMBER_OF(g_Steps);

    UNREFERENCED_PARAMETER(DriverObject);
    while (i-- > 0)
        g_Steps[i].Unmake(g_Steps[i].Object);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG i = 0; i < RTL_NUMBER_OF(g_Steps); i++)
        g_Steps[i].Make(g_Steps[i].Object);
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
