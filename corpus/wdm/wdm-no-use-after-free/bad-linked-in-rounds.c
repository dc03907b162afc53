/* undetermined-ok */
/* The entry that fails is freed, and written to all the same; those of earlier rounds are others. */
#include <wdm.h>

struct link { struct link *next, *prev; };
struct berry { char *name; struct link links; };
static struct link berries;
DRIVER_INITIALIZE DriverEntry;

static void link_in(struct link *n, struct link *head)
{
    n->next = head->next;
    n->prev = head;
    head->next->prev = n;
    head->next = n;
}

static void pick_all(void)
{
    while (berries.next != &berries) {
        struct berry *berry = CONTAINING_RECORD(berries.next, struct berry, links);
        berries.next = berry->links.next;
        ExFreePoolWithTag(berry->name, 'rreB');
        ExFreePoolWithTag(berry, 'rreB');
    }
}

static NTSTATUS grow(void)
{
    struct berry *berry = ExAllocatePool2(POOL_FLAG_PAGED, sizeof(*berry), 'rreB');
    if (!berry)
        return STATUS_INSUFFICIENT_RESOURCES;
    berry->name = ExAllocatePool2(POOL_FLAG_PAGED, 16, 'rreB');
    if (!berry->name) {
        ExFreePoolWithTag(berry, 'rreB');
        berry->name = "none"; /* expect: wdm-no-use-after-free */
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    link_in(&berry->links, &berries);
    return STATUS_SUCCESS;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_SUCCESS;
    UNREFERENCED_PARAMETER(RegistryPath);
    UNREFERENCED_PARAMETER(DriverObject);
    berries.next = berries.prev = &berries;
    for (int i = 0; i < 3 && NT_SUCCESS(status); i++)
        status = grow();
    if (!NT_SUCCESS(status))
        pick_all();
    return status;
}
