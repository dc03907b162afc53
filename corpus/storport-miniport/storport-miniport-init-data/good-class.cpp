extern "C" {
#include <storport.h>
}

extern "C" {
HW_INITIALIZE SiskinInitialize;
HW_STARTIO SiskinStartIo;
HW_INTERRUPT SiskinInterrupt;
HW_FIND_ADAPTER SiskinFindAdapter;
HW_RESET_BUS SiskinResetBus;
HW_ADAPTER_CONTROL SiskinAdapterControl;
}

struct SiskinAdapter {
    PVOID Registers;
};

class Registration {
public:
    Registration()
    {
        data_.HwInitializationDataSize = sizeof data_;
        data_.AdapterInterfaceType = PCIBus;
        data_.HwInitialize = SiskinInitialize;
        data_.HwStartIo = SiskinStartIo;
        data_.HwInterrupt = SiskinInterrupt;
        data_.HwFindAdapter = SiskinFindAdapter;
        data_.HwResetBus = SiskinResetBus;
        data_.HwAdapterControl = SiskinAdapterControl;
        data_.TaggedQueuing = TRUE;
        data_.AutoRequestSense = TRUE;
        data_.MultipleRequestPerLu = TRUE;
        data_.NeedPhysicalAddresses = TRUE;
        data_.DeviceExtensionSize = sizeof(SiskinAdapter);
    }

    ULONG Send(PVOID First, PVOID Second)
    {
        return StorPortInitialize(First, Second, &data_, nullptr);
    }

private:
    HW_INITIALIZATION_DATA data_{};
};

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    Registration siskin;

    return static_cast<NTSTATUS>(siskin.Send(DriverObject, RegistryPath));
}
