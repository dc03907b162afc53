/* undetermined-ok */
/* What is put into a list lies behind a header of the block: who takes it out has the block. */
#include <wdm.h>

typedef struct _HEADER { SIZE_T Size; ULONG Magic; } HEADER, *PHEADER;
typedef struct _BADGE { ULONG Id; LIST_ENTRY Link; PVOID Photo; } BADGE, *PBADGE;
static LIST_ENTRY Badges;
DRIVER_INITIALIZE DriverEntry;

static PVOID Take(SIZE_T Size)
{
    PHEADER header = (PHEADER)ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(HEADER) + Size, 'gdaB');
    if (header == NULL)
        return NULL;
    header->Size = Size;
    header->Magic = 0xbad6e;
    return header + 1;
}

static VOID Drop(PVOID Block)
{
    if (Block != NULL)
        ExFreePoolWithTag((PHEADER)Block - 1, 'gdaB');
}

static VOID DropAll(VOID)
{
    while (!IsListEmpty(&Badges)) {
        PBADGE badge = CONTAINING_RECORD(RemoveHeadList(&Badges), BADGE, Link);
        Drop(badge->Photo);
        Drop(badge);
    }
}

static BOOLEAN Add(ULONG Id)
{
    PBADGE badge = (PBADGE)Take(sizeof(BADGE));
    if (badge == NULL)
        return FALSE;
    badge->Id = Id;
    badge->Photo = Take(64);
    if (badge->Photo == NULL) {
        Drop(badge);
        return FALSE;
    }
    InsertTailList(&Badges, &badge->Link);
    return TRUE;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Badges);
    for (ULONG i = 0; i < 3; i++)
        if (!Add(i)) {
            DropAll();
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &(PDEVICE_OBJECT){NULL});
    if (!NT_SUCCESS(status))
        DropAll();
    return status;
}
