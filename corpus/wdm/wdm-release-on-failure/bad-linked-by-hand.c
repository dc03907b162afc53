/* The failure leaves before the new block is linked: nothing reaches it any more. */
#include <wdm.h>

typedef struct _NODE { LIST_ENTRY Link; ULONG Id; } NODE, *PNODE;
static LIST_ENTRY Nodes;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID FreeAll(VOID)
{
    while (!IsListEmpty(&Nodes)) {
        PNODE node = CONTAINING_RECORD(RemoveHeadList(&Nodes), NODE, Link);
        ExFreePoolWithTag(node, 'kniL');
    }
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    InitializeListHead(&Nodes);
    DriverObject->DriverUnload = Unload;
    for (ULONG i = 0; i < 4; i++) {
        PNODE node = (PNODE)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(NODE), 'kniL');
        if (node == NULL) {
            FreeAll();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        node->Id = i;
        if (RegistryPath->Length > 1024) {
            FreeAll();
            return STATUS_INVALID_PARAMETER; /* expect: wdm-release-on-failure */
        }
        node->Link.Flink = Nodes.Flink;
        Nodes.Flink = &node->Link;
    }
    return STATUS_SUCCESS;
}
