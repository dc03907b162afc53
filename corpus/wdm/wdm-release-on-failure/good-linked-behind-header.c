/* undetermined-ok */
/* Likewise where the driver links by hand, walks with a macro of its own, and what an entry holds has a header, too. */
#include <wdm.h>

struct link { struct link *next, *prev; };
struct header { SIZE_T size; ULONG magic; };
struct plot { int number; struct link links; char *owner; };
static struct link plots;
DRIVER_INITIALIZE DriverEntry;

#define plot_of(ptr) ((struct plot *)((char *)(ptr) - FIELD_OFFSET(struct plot, links)))
#define for_each_plot(p, n)                                                                                            \
    for (p = plot_of(plots.next), n = plot_of(p->links.next); &p->links != &plots; p = n, n = plot_of(n->links.next))

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
    struct plot *p, *n;
    for_each_plot(p, n) {
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
    if (!p->owner) {
        drop(p);
        return -12;
    }
    link_in(&p->links, &plots);
    return 0;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    plots.next = plots.prev = &plots;
    for (int i = 0; i < 2; i++)
        if (add(i)) {
            drop_all();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &(PDEVICE_OBJECT){NULL});
    if (!NT_SUCCESS(status))
        drop_all();
    return status;
}
