/* undetermined-ok */
#include <ntddk.h>

typedef struct _NODE {
    struct _NODE *Next;
    ULONG N;
} NODE, *PNODE;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static PNODE g_Head;

static VOID Clear(VOID)
{
    while (g_Head != NULL) {
        PNODE n = g_Head;
        g_Head = n->Next;
        ExFreePool(n);
    }
}

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    Clear();
}

static NTSTATUS Add(ULONG i)
{
    PNODE node = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(NODE), 'txtC');
    if (node == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    node->N = i;
    node->Next = g_Head;
    g_Head = node;
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG i;
    NTSTATUS status = STATUS_SUCCESS;
    UNREFERENCED_PARAMETER(RegistryPath);
    for (i = 0; i < 4; i++) {
        status = Add(i);
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
