#include <ntddk.h>

/* The flags of the steps say what is there: that each is cleared where its step is undone decides nothing. */
DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

typedef struct STEP {
    NTSTATUS (*Do)(struct STEP *Step);
    VOID (*Undo)(struct STEP *Step);
    PVOID Block;
    BOOLEAN IsDone;
} STEP;

static VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static NTSTATUS GetBlock(STEP *Step)
{
    Step->Block = ExAllocatePool2(POOL_FLAG_PAGED, 128, 'petS');
    return Step->Block ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static VOID FreeBlock(STEP *Step)
{
    ExFreePoolWithTag(Step->Block, 'petS');
    Step->Block = NULL;
}

static NTSTATUS Watch(STEP *Step)
{
    UNREFERENCED_PARAMETER(Step);
    return PsSetLoadImageNotifyRoutine(OnImage);
}

static VOID Unwatch(STEP *Step)
{
    UNREFERENCED_PARAMETER(Step);
    PsRemoveLoadImageNotifyRoutine(OnImage);
}

static STEP g_Steps[] = {{GetBlock, FreeBlock}, {Watch, Unwatch}};

static VOID UndoAll(VOID)
{
    for (ULONG i = RTL_NUMBER_OF(g_Steps); i-- > 0;)
        if (g_Steps[i].IsDone) {
            g_Steps[i].Undo(&g_Steps[i]);
            g_Steps[i].IsDone = FALSE;
        }
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UndoAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    for (ULONG i = 0; i < RTL_NUMBER_OF(g_Steps); i++) {
        if (!NT_SUCCESS(g_Steps[i].Do(&g_Steps[i]))) {
            UndoAll();
            return STATUS_SUCCESS; /* expect: wdm-failure-propagated */
        }
        g_Steps[i].IsDone = TRUE;
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
