/* What is taken out of the list is what was put into it: never the map, which stands in a global alone. */
#include <ntddk.h>

typedef struct _MARK {
    LIST_ENTRY Link;
    ULONG Code;
    PWCH Text;
} MARK, *PMARK;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static LIST_ENTRY g_Marks;
static PUCHAR g_Map;

static PVOID Take(SIZE_T Size)
{
    return ExAllocatePoolWithTag(NonPagedPoolNx, Size, 'kraM'); /* expect: wdm-unload-releases */
}

static VOID Give(PVOID Block)
{
    if (Block)
        ExFreePoolWithTag(Block, 'kraM');
}

static PMARK Next(VOID)
{
    PMARK mark = NULL;

    if (!IsListEmpty(&g_Marks))
        mark = CONTAINING_RECORD(RemoveHeadList(&g_Marks), MARK, Link);
    return mark;
}

static VOID Forget(VOID)
{
    PMARK mark;

    while ((mark = Next()) != NULL) {
        Give(mark->Text);
        Give(mark);
    }
}

static NTSTATUS Remember(ULONG Code)
{
    PMARK mark = Take(sizeof(MARK));

    if (!mark)
        return STATUS_INSUFFICIENT_RESOURCES;
    mark->Code = Code;
    mark->Text = NULL;
    InsertTailList(&g_Marks, &mark->Link);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Forget();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    InitializeListHead(&g_Marks);
    g_Map = Take(4096);
    if (!g_Map)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = Remember(1);
    if (!NT_SUCCESS(status))
        Give(g_Map);
    return status;
}
