/* The plot that was not linked yet is forgotten where its owner cannot be kept. */
#include <wdm.h>

struct link { struct link *next, *prev; };
struct header { SIZE_T size; ULONG magic; };
struct plot { int number; struct link links; char *owner; };
static struct link plots;
DRIVER_INITIALIZE DriverEntry;

#define plot_of(ptr) ((struct plot *)((char *)(ptr) - FIELD_OFFSET(struct plot, links)))

static void *take(SIZE_T size)
{
    struct header *h = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*h) + size, 'tolP');
    if (!h)
        return NULL;
    h->size = size;
    return h + 1;
}

static void drop(void *p)
{
    if (p)
        ExFreePoolWithTag((struct header *)p - 1, 'tolP');
}

static void link_in(struct link *n, struct link *head)
{
    n->next = head->next;
    n->prev = head;
    head->next->prev = n;
    head->next = n;
}

static void link_out(struct link *n)
{
    n->prev->next = n->next;
    n->next->prev = n->prev;
}

static void drop_all(void)
{
    while (plots.next != &plots) {
        struct plot *p = plot_of(plots.next);
        link_out(&p->links);
        drop(p->owner);
        drop(p);
    }
}

static int add(int number)
{
    struct plot *p = take(sizeof(*p));
    if (!p)
        return -12;
    p->number = number;
    p->owner = take(32);
    if (!p->owner)
        return -12;
    link_in(&p->links, &plots);
    return 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    plots.next = plots.prev = &plots;
    if (add(1)) {
        drop_all();
        return STATUS_INSUFFICIENT_RESOURCES; /* expect: wdm-release-on-failure */
    }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &(PDEVICE_OBJECT){NULL});
    if (!NT_SUCCESS(status))
        drop_all();
    return status;
}
