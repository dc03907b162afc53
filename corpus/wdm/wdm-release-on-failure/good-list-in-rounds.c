/* undetermined-ok */
#include <ntddk.h>

typedef struct _NODE {
    LIST_ENTRY Link;
    PVOID Data;
} NODE, *PNODE;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static LIST_ENTRY g_List;

static VOID Clear(VOID)
{
    while (!IsListEmpty(&g_List)) {
        PNODE n = CONTAINING_RECORD(RemoveHeadList(&g_List), NODE, Link);
        ExFreePool(n->Data);
        ExFreePool(n);
    }
}

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    Clear();
}

static NTSTATUS Add(VOID)
{
    PNODE node;
    PVOID data;
    data = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'txtC');
    if (data == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    node = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(NODE), 'txtC');
    if (node == NULL) {
        ExFreePool(data);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    node->Data = data;
    InsertTailList(&g_List, &node->Link);
    return STATUS_SUCCESS;
}

/* The rounds are followed one by one: a later one allocates its node where the node of an earlier one was known. */
NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;
    NTSTATUS status = STATUS_SUCCESS;
    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&g_List);
    for (i = 0; i < 4; i++) {
        status = Add();
        if (!NT_SUCCESS(status))
            break;
    }
    if (!NT_SUCCESS(status)) {
        Clear();
        return status;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
