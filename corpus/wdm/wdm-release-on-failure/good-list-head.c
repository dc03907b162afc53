/* undetermined-ok */
/* An empty list leads to itself: the loop does not run before something is in it. */
#include <wdm.h>

typedef struct _NODE { LIST_ENTRY Link; ULONG Id; } NODE, *PNODE;
static LIST_ENTRY Heads;
DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;

static VOID FreeAll(VOID)
{
    while (Heads.Flink != &Heads) {
        PNODE node = CONTAINING_RECORD(Heads.Flink, NODE, Link);
        Heads.Flink = node->Link.Flink;
        ExFreePoolWithTag(node, 'daeH');
    }
}

VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Heads);
    DriverObject->DriverUnload = Unload;
    for (ULONG i = 0; i < 4; i++) {
        PNODE node = (PNODE)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(NODE), 'daeH');
        if (node == NULL) {
            FreeAll();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        node->Id = i;
        node->Link.Flink = Heads.Flink;
        Heads.Flink = &node->Link;
    }
    return STATUS_SUCCESS;
}
