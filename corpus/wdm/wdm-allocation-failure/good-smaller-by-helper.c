/* Where the large block is not to be had, a small one takes its place; both come from one helper. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PVOID g_Block;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(g_Block, 'kclB');
}

static PVOID Get(SIZE_T Size)
{
    PVOID block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_UNINITIALIZED, Size, 'kclB');

    if (block != NULL)
        RtlZeroMemory(block, Size);
    return block;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    g_Block = Get(64 * 1024);
    if (g_Block == NULL)
        g_Block = Get(PAGE_SIZE);
    if (g_Block == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
