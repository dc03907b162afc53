/* The block of a badge stays in a list out of which the entry takes nothing. */
#include <wdm.h>

typedef struct _HEADER { SIZE_T Size; ULONG Magic; } HEADER, *PHEADER;
typedef struct _BADGE { ULONG Id; LIST_ENTRY Link; } BADGE, *PBADGE;
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

static BOOLEAN Add(ULONG Id)
{
    PBADGE badge = (PBADGE)Take(sizeof(BADGE));
    if (badge == NULL)
        return FALSE;
    badge->Id = Id;
    InsertTailList(&Badges, &badge->Link);
    return TRUE;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;
    UNREFERENCED_PARAMETER(RegistryPath);
    InitializeListHead(&Badges);
    if (!Add(1))
        return STATUS_INSUFFICIENT_RESOURCES;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &(PDEVICE_OBJECT){NULL});
    return status; /* expect: wdm-release-on-failure */
}
