/* Each step puts the routine that undoes it on a stack. The mapping is done without if there is none. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD WindowUnload;

typedef struct _UNDO {
    VOID (*Routine)(PVOID Context);
    PVOID Context;
} UNDO;

static UNDO Undone[6];
static ULONG UndoCount;
static PVOID Window;

static VOID Push(VOID (*Routine)(PVOID Context), PVOID Context)
{
    Undone[UndoCount].Routine = Routine;
    Undone[UndoCount].Context = Context;
    UndoCount++;
}

static VOID UndoAll(VOID)
{
    while (UndoCount > 0) {
        UndoCount--;
        Undone[UndoCount].Routine(Undone[UndoCount].Context);
    }
}

static VOID CloseWindow(PVOID Context)
{
    UNREFERENCED_PARAMETER(Context);
    MmUnmapIoSpace(Window, PAGE_SIZE);
}

static VOID FreeBlock(PVOID Context)
{
    ExFreePoolWithTag(Context, 'wniW');
}

static VOID ReleaseObject(PVOID Context)
{
    ObDereferenceObject(Context);
}

static VOID OpenWindow(VOID)
{
    PHYSICAL_ADDRESS begin = {0};

    Window = MmMapIoSpace(begin, PAGE_SIZE, MmNonCached);
    if (Window != NULL)
        Push(CloseWindow, NULL);
}

static NTSTATUS Begin(HANDLE Event)
{
    NTSTATUS status;
    PVOID object, block;

    OpenWindow();
    status = ObReferenceObjectByHandle(Event, SYNCHRONIZE, *ExEventObjectType, KernelMode, &object, NULL);
    if (!NT_SUCCESS(status))
        return status;
    Push(ReleaseObject, object);
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'wniW');
    if (block == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Push(FreeBlock, block);
    return RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Window");
}

static HANDLE WindowEvent;

VOID WindowUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    UndoAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = WindowUnload;
    status = Begin(WindowEvent);
    if (!NT_SUCCESS(status))
        UndoAll();
    return status;
}
