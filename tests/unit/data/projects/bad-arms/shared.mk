!if $(ONLY_THE_BUILD_SETS_IT) == 1
SOURCES=$(SOURCES) more.c
!endif
