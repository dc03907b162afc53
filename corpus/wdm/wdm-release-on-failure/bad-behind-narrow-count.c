/* How many registers there are stands in two bytes of what the processor says; the page stays where the watch cannot
 * be set. */
#include <ntddk.h>
#include <intrin.h>

static USHORT Count;
static PVOID Page;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static VOID OnImage(PUNICODE_STRING Name, HANDLE Process, PIMAGE_INFO Info)
{
    UNREFERENCED_PARAMETER(Name);
    UNREFERENCED_PARAMETER(Process);
    UNREFERENCED_PARAMETER(Info);
}

static NTSTATUS SetUp(VOID)
{
    int answer[4];
    ULONG i;

    __cpuid(answer, 0x40000002);
    Count = (USHORT)answer[0];
    if (Count == 0)
        return STATUS_NOT_SUPPORTED;
    Page = ExAllocatePool2(POOL_FLAG_NON_PAGED, PAGE_SIZE, 'egaP');
    if (Page == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    for (i = 0; i < Count; i++)
        __writemsr((ULONG)answer[1], i);
    return STATUS_SUCCESS;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    PsRemoveLoadImageNotifyRoutine(OnImage);
    ExFreePoolWithTag(Page, 'egaP');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = SetUp();
    if (!NT_SUCCESS(status))
        return status;
    return PsSetLoadImageNotifyRoutine(OnImage); /* expect: wdm-release-on-failure */
}
