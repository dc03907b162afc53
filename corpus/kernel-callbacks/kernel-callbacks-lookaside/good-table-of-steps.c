#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD Unload;
static LARGE_INTEGER g_Cookie;
static NPAGED_LOOKASIDE_LIST g_List;
static PVOID g_Buf;
static ULONG g_Done;
static EX_CALLBACK_FUNCTION OnReg;
static NTSTATUS OnReg(PVOID c, PVOID a, PVOID b)
{
    UNREFERENCED_PARAMETER(c);
    UNREFERENCED_PARAMETER(a);
    UNREFERENCED_PARAMETER(b);
    return STATUS_SUCCESS;
}

static NTSTATUS StepList(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    ExInitializeNPagedLookasideList(&g_List, NULL, NULL, 0, 64, 'x', 0);
    return STATUS_SUCCESS;
}

static NTSTATUS StepBuf(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    g_Buf = ExAllocatePool2(POOL_FLAG_NON_PAGED, 100, 'x');
    return g_Buf ? STATUS_SUCCESS : STATUS_NO_MEMORY;
}

static NTSTATUS StepReg(PDRIVER_OBJECT d)
{
    UNICODE_STRING alt = RTL_CONSTANT_STRING(L"380000");
    return CmRegisterCallbackEx(OnReg, &alt, d, NULL, &g_Cookie, NULL);
}

static VOID UndoList(VOID)
{
    ExDeleteNPagedLookasideList(&g_List);
}

static VOID UndoBuf(VOID)
{
    ExFreePool(g_Buf);
}

static VOID UndoReg(VOID)
{
    CmUnRegisterCallback(g_Cookie);
}

static const struct {
    NTSTATUS (*Do)(PDRIVER_OBJECT);
    VOID (*Undo)(VOID);
} c_Steps[] = {{StepList, UndoList}, {StepBuf, UndoBuf}, {StepReg, UndoReg}};
static VOID UndoAll(VOID)
{
    while (g_Done > 0)
        c_Steps[--g_Done].Undo();
}

VOID Unload(PDRIVER_OBJECT d)
{
    UNREFERENCED_PARAMETER(d);
    UndoAll();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS s;
    UNREFERENCED_PARAMETER(RegistryPath);
    for (; g_Done < ARRAYSIZE(c_Steps); g_Done++) {
        s = c_Steps[g_Done].Do(DriverObject);
        if (!NT_SUCCESS(s)) {
            UndoAll();
            return s;
        }
    }
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
