/* How far it came is a number; what it has is undone from there, one case falling into the next. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;
static VOID OnImage(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo);
static EX_CALLBACK_FUNCTION OnRegistry;

typedef enum _STAGE { StageNone, StageBlock, StageImages, StageRegistry } STAGE;

static STAGE g_Stage;
static PVOID g_Block;
static LARGE_INTEGER g_Cookie;

static VOID OnImage(PUNICODE_STRING FullImageName, HANDLE ProcessId, PIMAGE_INFO ImageInfo)
{
    UNREFERENCED_PARAMETER(FullImageName);
    UNREFERENCED_PARAMETER(ProcessId);
    UNREFERENCED_PARAMETER(ImageInfo);
}

static NTSTATUS OnRegistry(PVOID Context, PVOID What, PVOID Info)
{
    UNREFERENCED_PARAMETER(Context);
    UNREFERENCED_PARAMETER(What);
    UNREFERENCED_PARAMETER(Info);
    return STATUS_SUCCESS;
}

static VOID Undo(VOID)
{
    switch (g_Stage) {
    case StageRegistry:
        CmUnRegisterCallback(g_Cookie);
        __fallthrough;
    case StageImages:
        PsRemoveLoadImageNotifyRoutine(OnImage);
        break;
    case StageBlock:
        ExFreePoolWithTag(g_Block, 'gatS');
        __fallthrough;
    default:
        break;
    }
    g_Stage = StageNone;
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    Undo();
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status = STATUS_INSUFFICIENT_RESOURCES;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    g_Block = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'gatS'); /* expect: wdm-unload-releases */
    if (g_Block != NULL) {
        g_Stage = StageBlock;
        status = PsSetLoadImageNotifyRoutine(OnImage);
    }
    if (NT_SUCCESS(status)) {
        g_Stage = StageImages;
        status = CmRegisterCallback(OnRegistry, NULL, &g_Cookie);
    }
    if (NT_SUCCESS(status)) {
        g_Stage = StageRegistry;
    } else {
        Undo();
    }
    return status; /* expect: wdm-release-on-failure */
}
