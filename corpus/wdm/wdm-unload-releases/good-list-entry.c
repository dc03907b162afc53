#include <ntddk.h>

typedef struct _NODE {
    LIST_ENTRY Link;
    ULONG N;
} NODE, *PNODE;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static LIST_ENTRY g_List;
static PVOID g_Other;

static VOID Clear(VOID)
{
    while (!IsListEmpty(&g_List)) {
        PNODE n = CONTAINING_RECORD(RemoveHeadList(&g_List), NODE, Link);
        ExFreePool(n);
    }
}

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    Clear();
    ExFreePool(g_Other);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PNODE node;
    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&g_List);
    node = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(NODE), 'txtC');
    if (node == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    InsertTailList(&g_List, &node->Link);
    g_Other = ExAllocatePool2(POOL_FLAG_PAGED, 8, 'txtC');
    if (g_Other == NULL) {
        Clear();
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
