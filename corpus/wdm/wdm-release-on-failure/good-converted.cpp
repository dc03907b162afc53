#include <ntddk.h>

/* What frees a block is given the object that converts to it, through a reference that takes its const away, too. */
class Block {
public:
    PVOID Memory;
    operator PVOID() { return Memory; }
};

static Block g_Block;

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD BlockUnload;

static VOID BlockUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePool(g_Block);
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
    status = IoCreateDevice(DriverObject, 0, nullptr, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &device);
    if (!NT_SUCCESS(status)) {
        FreeBlock(g_Block);
        return status;
    }
    IoDeleteDevice(device);
    DriverObject->DriverUnload = BlockUnload;
    return STATUS_SUCCESS;
}
