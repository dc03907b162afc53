#include "cipher.h"
#include <fltKernel.h>
NTSTATUS CphUnload(FLT_FILTER_UNLOAD_FLAGS Flags);
CONST FLT_OPERATION_REGISTRATION CphOps[] = {{IRP_MJ_READ, 0, CphPreRead, NULL, NULL},
                                             {IRP_MJ_OPERATION_END, 0, NULL, NULL, NULL}};
FLT_REGISTRATION CphRegistration = {sizeof(FLT_REGISTRATION), FLT_REGISTRATION_VERSION, 0, NULL, CphOps, CphUnload};
