cl /c /kernel /DQUAY_CAREFUL=1 quay.c
link /driver quay.obj ntoskrnl.lib
