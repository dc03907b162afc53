#include <ntddk.h>

/* What frees blocks is given another object than the one that has the block. */
class Block {
public:
    PVOID Memory;
    operator PVOID() { return Memory; }
};

static Block g_Block, g_Spare;

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD BlockUnload;

static VOID BlockUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Block);
    ExFreePool(g_Spare);
}

static VOID FreeBlock(const Block &block)
{
    ExFreePool(const_cast<Block &>(block));
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT device;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    g_Block.Memory = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'kclB');
    if (g_Block.Memory == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    g_Spare.Memory = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'kclB');
    if (g_Spare.Memory == nullptr) {
        FreeBlock(g_Block);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        FreeBlock(g_Spare);
        return status; /* expect: wdm-release-on-failure */
    }
    IoDeleteDevice(device);
    DriverObject->DriverUnload = BlockUnload;
    return STATUS_SUCCESS;
}
